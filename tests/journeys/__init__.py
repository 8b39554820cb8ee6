"""What people do on a site, without a browser: see a page, press a button, follow a link."""
