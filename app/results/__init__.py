"""What the last run gave: figures, table and heatmap of the selected block's result."""
