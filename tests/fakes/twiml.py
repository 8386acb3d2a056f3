"""An answer to Twilio, read as Twilio reads it."""

import xml.etree.ElementTree as ET


def verbs(response):
    """Give the verbs of a TwiML answer, which every answer must be."""
    assert response.status_code == 200
    assert response.mimetype == "text/xml"
    return [element.tag for element in ET.fromstring(response.text).iter()][1:]
