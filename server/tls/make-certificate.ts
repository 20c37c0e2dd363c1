/**
 * X.509 certificates, which Node can read but not make. Only loaded with `--tls`: the ASN.1 library takes a tenth of a
 * second. Keys are ECDSA on P-256, signatures SHA-256.
 */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  NameConstraints,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import type { NameBounds } from './name-bounds.js';

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const COMMON_NAME = '2.5.4.3';

/** Certificate and private key, both in PEM. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
}

export interface Lifetime {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

export interface Issuer {
  readonly cert: string;
  readonly key: KeyObject;
}

interface Wanted {
  readonly name: string;
  readonly lifetime: Lifetime;
  readonly random: (bytes: number) => Uint8Array;
}

/** It can sign for the names within the bounds, and for nothing else: who trusts it risks no other site. */
export function makeAuthority(wanted: Wanted & { readonly bounds: NameBounds }): Issued {
  const subtrees = [
    ...wanted.bounds.names.map((dNSName) => new GeneralName({ dNSName })),
    ...wanted.bounds.networks.map((network) => new GeneralName({ iPAddress: network })),
  ].map((base) => new GeneralSubtree({ base }));
  return issue(wanted, null, [
    extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: true, pathLenConstraint: 0 })),
    extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign)),
    extension(
      id_ce_nameConstraints,
      true,
      new NameConstraints({ permittedSubtrees: new GeneralSubtrees(subtrees) }),
    ),
  ]);
}

/** `hosts`: names and addresses. */
export function makeServerCertificate(
  wanted: Wanted & { readonly hosts: readonly string[]; readonly issuer: Issuer },
): Issued {
  const names = wanted.hosts.map((host) =>
    isIP(host) === 0 ? new GeneralName({ dNSName: host }) : new GeneralName({ iPAddress: host }),
  );
  return issue(wanted, wanted.issuer, [
    extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: false })),
    extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.digitalSignature)),
    extension(id_ce_extKeyUsage, false, new ExtendedKeyUsage([id_kp_serverAuth])),
    extension(id_ce_subjectAltName, false, new SubjectAlternativeName(names)),
  ]);
}

function issue(wanted: Wanted, issuer: Issuer | null, own: readonly Extension[]): Issued {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subjectKey = AsnConvert.parse(
    publicKey.export({ type: 'spki', format: 'der' }),
    SubjectPublicKeyInfo,
  );
  const subject = nameOf(wanted.name);
  const signer = issuer === null ? null : readCertificate(issuer.cert).tbsCertificate;
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serial(wanted.random),
    signature: new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 }),
    issuer: signer?.subject ?? subject,
    validity: new Validity({
      notBefore: new Date(wanted.lifetime.from),
      notAfter: new Date(wanted.lifetime.to),
    }),
    subject,
    subjectPublicKeyInfo: subjectKey,
    extensions: new Extensions([
      ...own,
      extension(id_ce_subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId(subjectKey))),
      extension(
        id_ce_authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier({
          keyIdentifier: new KeyIdentifier(keyId(signer?.subjectPublicKeyInfo ?? subjectKey)),
        }),
      ),
    ]),
  });
  const signed = Buffer.from(AsnConvert.serialize(tbsCertificate));
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 }),
    signatureValue: exactly(sign('sha256', signed, issuer?.key ?? privateKey)),
  });
  return {
    cert: pem(Buffer.from(AsnConvert.serialize(certificate))),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

const extension = (extnID: string, critical: boolean, value: object): Extension =>
  new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });

const nameOf = (commonName: string): Name =>
  new Name([
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({
        type: COMMON_NAME,
        value: new AttributeValue({ utf8String: commonName }),
      }),
    ]),
  ]);

/** Positive, and long enough never to come twice. */
function serial(random: Wanted['random']): ArrayBuffer {
  const bytes = Uint8Array.from(random(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return exactly(bytes);
}

const keyId = (info: SubjectPublicKeyInfo): ArrayBuffer =>
  exactly(createHash('sha1').update(Buffer.from(info.subjectPublicKey)).digest());

const exactly = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replaceAll(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;

const readCertificate = (text: string): Certificate =>
  AsnConvert.parse(Buffer.from(text.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64'), Certificate);

/** The names and networks that an authority may sign for. Throws where it is no certificate, or none of ours. */
export function boundsOf(authority: string): NameBounds {
  const extensions = readCertificate(authority).tbsCertificate.extensions ?? [];
  const found = extensions.find(({ extnID }) => extnID === id_ce_nameConstraints);
  if (found === undefined) throw new Error('it has no name constraints');
  const { permittedSubtrees } = AsnConvert.parse(found.extnValue.buffer, NameConstraints);
  const bases = [...(permittedSubtrees ?? [])].map(({ base }) => base);
  return {
    names: bases.flatMap(({ dNSName }) => dNSName ?? []),
    networks: bases.flatMap(({ iPAddress }) => iPAddress ?? []),
  };
}
