"""Short labelled texts in five languages, and how well the atlas reads them."""
