"""The screens: they ask and show, and hand choices to the workflows."""
