"""Emits a folder the way the client that cQube ships does, with Python's standard library only.

What is kept of it: files in random order, one at a time; the name sent is relative to the parent of the folder (with a
trailing slash: to the folder itself); a form with the name; the six fields in their order, then the part `file` with the
full local path as its filename and no content type; no retry, no timeout; the status of an upload is written to the log
and never looked at, so that refused uploads end with exit status 0.

usage: like_shipped_client.py <emission url> <token> <folder or file> [log]
"""
import http.client
import json
import os
import sys
import time
import urllib.parse
import uuid

USER_AGENT = 'python-requests/2.25.1'


def post(url, body, headers, hops=30):
    """Status and body; 307 and 308 are followed with the body, 302 as GET, as the library of the real one does."""
    method = 'POST'
    while True:
        parts = urllib.parse.urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == 'https' else http.client.HTTPConnection
        connection = kind(parts.netloc)
        target = parts.path + ('?' + parts.query if parts.query else '')
        sent = {'User-Agent': USER_AGENT, 'Accept-Encoding': 'identity', 'Accept': '*/*', **headers}
        connection.request(method, target or '/', body if method == 'POST' else None, sent)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        hops -= 1
        if answer.status in (301, 302, 303, 307, 308) and answer.getheader('Location') and hops:
            url = urllib.parse.urljoin(url, answer.getheader('Location'))
            if answer.status not in (307, 308):
                method = 'GET'
            continue
        return answer.status, text


def form(fields, path):
    boundary = uuid.uuid4().hex
    parts = []
    for name, value in fields.items():
        parts.append('--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (boundary, name, value))
    parts.append('--%s\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\n' % (boundary, path))
    with open(path, 'rb') as file:
        content = file.read()
    body = ''.join(parts).encode('utf-8') + content + ('\r\n--%s--\r\n' % boundary).encode('ascii')
    return body, {'Content-Type': 'multipart/form-data; boundary=%s' % boundary}


def names_of(folder):
    """Local path and name sent, of every file; a set has no order."""
    if os.path.isfile(folder):
        return {(folder, os.path.basename(folder))}
    parent = os.path.dirname(folder)
    found = set()
    for where, _folders, files in os.walk(folder):
        for name in files:
            path = os.path.join(where, name)
            found.add((path, os.path.relpath(path, parent or '.').replace(os.sep, '/')))
    return found


def main(url, token, folder, log):
    for path, name in names_of(folder):
        log.write('INFO:root:Emission start time %s for file %s\n\n' % (time.strftime('%d-%m-%Y %H:%M:%S'), os.path.abspath(path)))
        body = urllib.parse.urlencode({'filename': name}).encode('ascii')
        headers = {
            'Authorization': 'Bearer ' + token,
            'Content-Type': 'application/x-www-form-urlencoded',
        }
        _status, text = post(url + '/upload-url', body, headers)
        ticket = json.loads(text)
        body, headers = form(ticket['fields'], path) if ticket['url'] else (b'', {})
        status, _text = post(ticket['url'], body, headers)
        log.write('INFO:root:Emission end time %s for file %s with status code%d\n\n' % (time.strftime('%d-%m-%Y %H:%M:%S'), os.path.abspath(path), status))
        log.flush()


if __name__ == '__main__':
    with open(sys.argv[4] if len(sys.argv) > 4 else os.devnull, 'a') as out:
        main(sys.argv[1], sys.argv[2], sys.argv[3], out)
