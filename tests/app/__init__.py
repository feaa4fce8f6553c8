"""The application in a browser: Playwright on the machine's own Chromium."""
