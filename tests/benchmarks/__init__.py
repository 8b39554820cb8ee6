"""Speed and endurance, as ratios inside one run; not collected by pytest."""
