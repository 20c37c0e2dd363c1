/** What Python guesses from a file's name without a system table of types. */

/** One line a type. `.log` is in none. */
const EXTENSIONS: ReadonlyMap<string, string> = new Map(
  [
    'text/plain bat c h ksh pl txt',
    'text/csv csv',
    'text/css css',
    'text/html htm html',
    'text/tab-separated-values tsv',
    'text/x-python py',
    'text/xml xml',
    'application/javascript js mjs',
    'application/json json',
    'application/msword doc dot wiz',
    'application/pdf pdf',
    'application/postscript ai eps ps',
    'application/vnd.ms-excel xlb xls',
    'application/vnd.ms-powerpoint pot ppa pps ppt pwz',
    'application/x-csh csh',
    'application/x-python-code pyc pyo',
    'application/x-sh sh',
    'application/x-tar tar',
    'application/xml rdf wsdl xpdl xsl',
    'application/zip zip',
    'image/bmp bmp',
    'image/gif gif',
    'image/jpeg jpe jpeg jpg',
    'image/png png',
    'image/svg+xml svg',
    'image/tiff tif tiff',
    'image/vnd.microsoft.icon ico',
    'message/rfc822 eml mht mhtml nws',
  ].flatMap((line) => {
    const [type = '', ...extensions] = line.split(' ');
    return extensions.map((extension) => [extension, type] as const);
  }),
);

/** Endings that stand for two. */
const DOUBLE: ReadonlyMap<string, string> = new Map([
  ['svgz', 'svg.gz'],
  ['tgz', 'tar.gz'],
  ['taz', 'tar.gz'],
  ['tz', 'tar.gz'],
  ['tbz2', 'tar.bz2'],
  ['txz', 'tar.xz'],
]);

const COMPRESSED = /\.(?:gz|Z|bz2|xz|br)$/;

/** Text and XML come with their charset. */
export function contentTypeOf(name: string): string {
  const whole = name.replace(/\.([^.]+)$/, (ending, extension: string) => {
    const double = DOUBLE.get(extension);
    return double === undefined ? ending : `.${double}`;
  });
  const extension = /[^.]\.([^.]+)$/.exec(whole.replace(COMPRESSED, ''))?.[1] ?? '';
  const type =
    EXTENSIONS.get(extension) ?? EXTENSIONS.get(extension.toLowerCase()) ?? 'application/octet-stream';
  return /^text\/|\+xml$|^application\/(?:javascript|xml)$/.test(type) ? `${type}; charset=utf-8` : type;
}
