"""Who may use the phone: the page itself, and no other web page.

Rules of this file:
1. A name of a host that is not ours may have been pointed at this machine by a
   stranger's page: only addresses, `localhost` and the public URL's host are ours.
2. A browser says which page asks: another site's is refused. What does not say so is
   no browser, and holds nothing that a page could borrow: there are no cookies.
3. Whoever changes something sends JSON, which no form of another page can.
"""

import ipaddress
from urllib.parse import SplitResult, urlsplit

from werkzeug.wrappers import Request

JSON = "application/json"
OWN_SITES = ("same-origin", "none")
"""Of Sec-Fetch-Site: asked by the page itself, or by somebody's hand."""


def is_to_us(request: Request, public_url: str) -> bool:
    """Tell whether *request* names a host that is ours, or no name at all."""
    host = _parts(f"//{request.host}").hostname or ""
    return host in {"localhost", urlsplit(public_url).hostname} or _is_address(host)


def is_of_own_page(request: Request, public_url: str) -> bool:
    """Tell whether *request* comes from our page, or from no page."""
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", OWN_SITES[0])
    own = (request.host, urlsplit(public_url).netloc)
    is_own_origin = origin is None or _parts(origin).netloc in own
    is_deliberate = request.method in {"GET", "HEAD"} or request.mimetype == JSON
    return site in OWN_SITES and is_own_origin and is_deliberate


def _parts(url: str) -> SplitResult:
    """Split *url*; one that cannot be has no host."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
