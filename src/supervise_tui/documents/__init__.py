"""What leaves on paper or as a file: drawn, signed and checked."""
