"""What someone who means harm, or a power cut, would do."""
