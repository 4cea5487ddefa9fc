"""Maps: drawn on the server as SVG, and interactive ones built with folium."""
