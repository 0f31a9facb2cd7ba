"""Publishes a document, waits until it is retrievable, asks, and prints what was found and where.

Needs Python 3.9 or newer and nothing else: python3 ask.py [URL [API_KEY]]
"""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request

url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"
key = sys.argv[2] if len(sys.argv) > 2 else None


def call(method, path, body, headers):
    """What the service answers; a refusal says which field is wrong and what to do."""
    if key:
        headers = {**headers, "Authorization": "Bearer " + key}
    request = urllib.request.Request(url + path, data=body, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.load(response)
    except urllib.error.HTTPError as refused:
        problem = json.load(refused)
        sys.exit(f"{problem['status']} {problem['title']}: {problem['detail']}")


document = urllib.parse.quote("leave-python.txt", safe="")
published = call(
    "PUT",
    "/v1/documents/" + document,
    "Employees have thirty days of paid leave a year.".encode(),
    {
        "Content-Type": "text/plain; charset=utf-8",
        # Values of headers are percent-encoded UTF-8.
        "Freshet-Title": urllib.parse.quote("Leave of absence"),
        "Freshet-Source-Uri": urllib.parse.quote("https://example.org/leave"),
        "Freshet-Meta-Team": "people",
    },
)
print("published as", published["token"])

search = {
    "query": "How many days of leave?",
    "limit": 3,
    "freshness": {"token": published["token"], "waitMs": 30000},
}
found = call("POST", "/v1/search", json.dumps(search).encode(), {"Content-Type": "application/json"})
for result in found["results"]:
    about = result["document"]
    print(f"{result['score']:.2f} {result['passage']['text']} [{about['title']}, {about['sourceUri']}]")
print("fresh up to", found["freshness"]["watermark"])
