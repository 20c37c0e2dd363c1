/** How clients are told to trust the authority: what to set, for each of them. */

export interface TrustLines {
  readonly client: 'curl' | 'Python' | 'Node' | 'Java';
  /** For a POSIX shell. */
  readonly lines: readonly string[];
}

/** `caFile`: path of the authority's certificate. */
export function trustLines(caFile: string): readonly TrustLines[] {
  const file = shellWord(caFile);
  const store = shellWord(caFile.replace(/(\.pem)?$/, '.p12'));
  return [
    { client: 'curl', lines: [`curl --cacert ${file} …`] },
    // The first is read by requests, the second by urllib and httpx.
    { client: 'Python', lines: [`export REQUESTS_CA_BUNDLE=${file}`, `export SSL_CERT_FILE=${file}`] },
    { client: 'Node', lines: [`export NODE_EXTRA_CA_CERTS=${file}`] },
    {
      client: 'Java',
      lines: [
        `keytool -importcert -noprompt -alias cqube-conform -file ${file} -keystore ${store} -storetype PKCS12 -storepass changeit`,
        `java -Djavax.net.ssl.trustStore=${store} -Djavax.net.ssl.trustStorePassword=changeit …`,
      ],
    },
  ];
}

const shellWord = (text: string): string =>
  /^[\w./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
