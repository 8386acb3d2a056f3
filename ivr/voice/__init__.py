"""The door for calls: Twilio's voice webhooks, and the audio they play."""
