"""The wiring of マイコミおおさか: settings, addresses, the server's front door. Imported by nobody."""
