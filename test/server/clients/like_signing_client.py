"""Puts, lists, gets and deletes objects as a client that signs does, with Python's standard library only: Signature
Version 4 made by hand, one request a connection.

usage: like_signing_client.py <endpoint> <region> <bucket> <folder>     (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY set)

Every file below the folder is put under its path, found in the listing, got back and compared, and deleted. Prints what
went wrong; nothing, and exit status 0, if all went well.
"""
import datetime
import hashlib
import hmac
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree

NAMESPACE = '{http://s3.amazonaws.com/doc/2006-03-01/}'


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def mac(key, text):
    return hmac.new(key, text.encode('utf-8'), hashlib.sha256).digest()


class Client:
    def __init__(self, endpoint, region, key, secret):
        self.endpoint = endpoint
        self.region = region
        self.key = key
        self.secret = secret

    def authorization(self, method, path, query, headers, digest, moment):
        scope = '%s/%s/s3/aws4_request' % (moment[:8], self.region)
        names = ';'.join(sorted(headers))
        lines = ''.join('%s:%s\n' % (name, headers[name]) for name in sorted(headers))
        request = '\n'.join([method, path, query, lines, names, digest])
        text = '\n'.join(['AWS4-HMAC-SHA256', moment, scope, sha256(request.encode('utf-8'))])
        key = ('AWS4' + self.secret).encode('utf-8')
        for part in (moment[:8], self.region, 's3', 'aws4_request'):
            key = mac(key, part)
        signature = mac(key, text).hex()
        return 'AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s' % (self.key, scope, names, signature)

    def send(self, method, path, query=(), body=b''):
        moment = datetime.datetime.now(datetime.timezone.utc).strftime('%Y%m%dT%H%M%SZ')
        quoted = urllib.parse.quote(path, safe='/-_.~')
        pairs = sorted((urllib.parse.quote(a, safe='-_.~'), urllib.parse.quote(b, safe='-_.~')) for a, b in query)
        text = '&'.join('%s=%s' % pair for pair in pairs)
        headers = {
            'host': urllib.parse.urlsplit(self.endpoint).netloc,
            'x-amz-content-sha256': sha256(body),
            'x-amz-date': moment,
        }
        signed = self.authorization(method, quoted, text, headers, headers['x-amz-content-sha256'], moment)
        url = self.endpoint + quoted + ('?' + text if text else '')
        sent = {**headers, 'authorization': signed}
        request = urllib.request.Request(url, body if method in ('PUT', 'POST') else None, sent, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def keys(self, bucket):
        found, token = [], None
        while True:
            query = [('list-type', '2'), ('max-keys', '2')] + ([('continuation-token', token)] if token else [])
            status, _headers, body = self.send('GET', '/' + bucket, query)
            if status != 200:
                raise SystemExit('listing: %d %s' % (status, body.decode()))
            document = xml.etree.ElementTree.fromstring(body)
            found += [element.text for element in document.iter(NAMESPACE + 'Key')]
            token = document.findtext(NAMESPACE + 'NextContinuationToken')
            if not token:
                return found


def files_below(folder):
    for where, _folders, files in os.walk(folder):
        for name in files:
            path = os.path.join(where, name)
            with open(path, 'rb') as file:
                yield os.path.relpath(path, folder).replace(os.sep, '/'), file.read()


def main(endpoint, region, bucket, folder):
    client = Client(endpoint, region, os.environ['AWS_ACCESS_KEY_ID'], os.environ['AWS_SECRET_ACCESS_KEY'])
    files = dict(files_below(folder))
    problems = []

    def expect(what, found, wanted):
        if found != wanted:
            problems.append('%s: %r, not %r' % (what, found, wanted))

    for key, content in files.items():
        status, headers, _body = client.send('PUT', '/%s/%s' % (bucket, key), body=content)
        tag = '"%s"' % hashlib.md5(content).hexdigest()
        expect('put ' + key, (status, headers.get('ETag')), (200, tag))
    expect('listing', client.keys(bucket), sorted(files, key=lambda key: key.encode('utf-8')))
    for key, content in files.items():
        status, _headers, body = client.send('GET', '/%s/%s' % (bucket, key))
        expect('get ' + key, (status, sha256(body)), (200, sha256(content)))
        expect('delete ' + key, client.send('DELETE', '/%s/%s' % (bucket, key))[0], 204)
        expect('get deleted ' + key, client.send('GET', '/%s/%s' % (bucket, key))[0], 404)
    expect('listing at the end', client.keys(bucket), [])
    return '\n'.join(problems)


if __name__ == '__main__':
    text = main(*sys.argv[1:5])
    if text:
        raise SystemExit(text)
