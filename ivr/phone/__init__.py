"""DOOR: one player plays Twilio's part in a call, under handsets of every kind."""
