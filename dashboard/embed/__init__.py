"""The light page for frames: a map drawn on the server, what its marks tell, and whose outlines they are."""
