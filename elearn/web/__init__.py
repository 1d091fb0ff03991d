"""Page furniture: frame, headers, assets, formats and error pages shared by every room."""
