"""Hosts of well-known analytics, advertising and session recording services.

A short list chosen by hand from the services' own embedding instructions, so that blocking it breaks no page; it is no
replacement for the long lists of ad blockers. A host stands for its subdomains, too.
"""

TRACKERS = frozenset(
    {
        # analytics
        "google-analytics.com",
        "googletagmanager.com",
        "analytics.google.com",
        "plausible.io",
        "matomo.cloud",
        "mc.yandex.ru",
        "top-fwz1.mail.ru",
        "hm.baidu.com",
        "cloudflareinsights.com",
        "static.hotjar.com",
        "script.hotjar.com",
        "vars.hotjar.com",
        "clarity.ms",
        "fullstory.com",
        "mouseflow.com",
        "smartlook.com",
        "crazyegg.com",
        "heapanalytics.com",
        "cdn.mxpnl.com",
        "api.mixpanel.com",
        "api-js.mixpanel.com",
        "cdn.amplitude.com",
        "api.amplitude.com",
        "api2.amplitude.com",
        "cdn.segment.com",
        "api.segment.io",
        "scorecardresearch.com",
        "quantserve.com",
        "chartbeat.com",
        "chartbeat.net",
        "statcounter.com",
        "omtrdc.net",
        "demdex.net",
        "2o7.net",
        "bam.nr-data.net",
        "js-agent.newrelic.com",
        "parsely.com",
        "snowplowanalytics.com",
        # advertising
        "doubleclick.net",
        "googlesyndication.com",
        "googleadservices.com",
        "googletagservices.com",
        "adservice.google.com",
        "connect.facebook.net",
        "ads-twitter.com",
        "analytics.twitter.com",
        "analytics.tiktok.com",
        "snap.licdn.com",
        "px.ads.linkedin.com",
        "bat.bing.com",
        "ct.pinterest.com",
        "tr.snapchat.com",
        "amazon-adsystem.com",
        "adnxs.com",
        "criteo.com",
        "criteo.net",
        "taboola.com",
        "outbrain.com",
        "rubiconproject.com",
        "pubmatic.com",
        "openx.net",
        "casalemedia.com",
        "adsrvr.org",
        "bluekai.com",
        "rlcdn.com",
        "moatads.com",
        "adroll.com",
        "3lift.com",
        "teads.tv",
        "smartadserver.com",
    }
)


def is_tracker(host: str) -> bool:
    """Tells whether a host, or a domain that it is part of, is on the list."""
    labels = host.lower().rstrip(".").split(".")
    return any(".".join(labels[start:]) in TRACKERS for start in range(len(labels) - 1))
