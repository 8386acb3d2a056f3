"""Twilio's dialect and nothing else. Only this room knows the `twilio` package."""
