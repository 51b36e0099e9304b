"""What the server answers beside the dashboard itself, one module each."""
