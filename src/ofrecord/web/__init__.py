"""The site: pages of the record for people, in English and Spanish, served or as static files."""
