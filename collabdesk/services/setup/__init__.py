"""The register: collaboratives, places, teams, indicators, the office's own words."""
