/**
 * What exists outside the log folder. The real server answers an attempt to climb out with one text if the path exists
 * and with another if it does not. This machine's files are nobody's business, so the answer is given for an imagined
 * server: cQube's default base folder on an ordinary Linux.
 */

/** Where the log folder pretends to be. */
export const IMAGINED_ROOT = '/opt';

const EXISTING: ReadonlySet<string> = new Set(
  [
    '/ /bin /boot /dev /dev/null /etc /etc/crontab /etc/fstab /etc/group /etc/hostname /etc/hosts /etc/nginx',
    '/etc/nginx/nginx.conf /etc/os-release /etc/passwd /etc/resolv.conf /etc/shadow /etc/ssh /etc/ssl /home',
    '/home/ubuntu /lib /media /mnt /opt /proc /proc/1 /proc/self /proc/self/environ /proc/version /root /run /sbin',
    '/srv /sys /tmp /usr /usr/bin /usr/lib /usr/local /usr/share /var /var/lib /var/log /var/log/syslog /var/tmp',
  ].flatMap((line) => line.split(' ')),
);

/** `path`: absolute, without `.` and `..`. */
export const existsOutside = (path: string): boolean => EXISTING.has(path);
