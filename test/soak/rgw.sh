#!/bin/sh
# A real S3 server on loopback for the tests of an external store: Ceph's RADOS Gateway with one monitor and one storage
# daemon in memory. Opt-in, for developers: it wants root and Debian's packages radosgw, ceph-mon and ceph-osd
# (apt-get install --no-install-recommends). Nothing outlives `stop`.
#
#   test/soak/rgw.sh start <new folder> [<port>]    prints what to export for the tests when it is ready
#   test/soak/rgw.sh stop <folder>                  ends the daemons and removes the folder
set -eu

usage() {
  sed -n 's/^#   //p' "$0" >&2
  exit 2
}

[ $# -ge 2 ] || usage
action=$1
folder=$2
port=${3:-7480}
key=AKIAIOSFODNN7EXAMPLE
secret=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
region=ap-south-1

stop() {
  for file in "$folder"/*.pid; do
    [ -s "$file" ] || continue
    pid=$(cat "$file")
    kill "$pid" 2>/dev/null || true
    # A number may have been reused; what still runs after ten seconds is told, not shot.
    for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    if kill -0 "$pid" 2>/dev/null; then echo "process $pid still runs" >&2; exit 1; fi
  done
  rm -rf "$folder"
}

configure() {
  cat >"$folder/ceph.conf" <<CONF
[global]
fsid = $fsid
mon_host = [v2:127.0.0.1:$((port + 1)),v1:127.0.0.1:$((port + 2))]
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_port_min = $((port + 10))
ms_bind_port_max = $((port + 60))
keyring = $folder/keyring
log_file = $folder/\$name.log
mon_cluster_log_file = $folder/cluster.log
pid_file = $folder/\$name.pid
admin_socket = $folder/\$name.\$pid.asok
run_dir = $folder
crash_dir = $folder
mon_data = $folder/mon
osd_data = $folder/osd
rgw_data = $folder/rgw
osd_objectstore = memstore
memstore_device_bytes = 2147483648
osd_crush_chooseleaf_type = 0
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_autoscale_mode = off
osd_pool_default_pg_num = 8
mon_allow_pool_size_one = true
mon_allow_pool_delete = true
mon_data_avail_crit = 1
rgw_zonegroup_default = default
CONF
  ceph-authtool --create-keyring "$folder/keyring" --gen-key -n mon. --cap mon 'allow *'
  ceph-authtool "$folder/keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
  ceph-authtool "$folder/keyring" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *'
  ceph-authtool "$folder/keyring" --gen-key -n client.rgw --cap mon 'allow rw' --cap osd 'allow rwx'
}

start() {
  umask 077
  mkdir "$folder"
  mkdir "$folder/mon" "$folder/osd" "$folder/rgw"
  fsid=$(cat /proc/sys/kernel/random/uuid)
  osd=$(cat /proc/sys/kernel/random/uuid)
  configure
  export CEPH_CONF="$folder/ceph.conf"
  monmaptool --create --fsid "$fsid" \
    --addv a "[v2:127.0.0.1:$((port + 1)),v1:127.0.0.1:$((port + 2))]" "$folder/monmap"
  ceph-mon --mkfs -i a --monmap "$folder/monmap" --keyring "$folder/keyring"
  ceph-mon -i a
  ceph osd new "$osd"
  # Without its own number the daemon stays down: memstore keeps none.
  ceph-osd --mkfs -i 0 --osd-uuid "$osd"
  ceph-osd -i 0 --osd-uuid "$osd"
  radosgw -n client.rgw --rgw_frontends="beast endpoint=127.0.0.1:$port"
  for _ in $(seq 600); do
    if curl -sf -o "$folder/ready" "http://127.0.0.1:$port/"; then break; fi
    sleep 0.1
  done
  [ -f "$folder/ready" ]
  radosgw-admin user create --uid=test --display-name=test --access-key="$key" --secret="$secret"
}

case $action in
stop) stop ;;
start)
  case $folder in /*) ;; *) folder=$PWD/$folder ;; esac
  [ ! -e "$folder" ] || { echo "$folder is there already" >&2; exit 2; }
  start >"$folder.out" 2>&1 || { cat "$folder.out" >&2; stop; rm -f "$folder.out"; exit 1; }
  rm -f "$folder.out"
  echo "export CQUBE_CONFORM_TEST_S3_ENDPOINT=http://127.0.0.1:$port"
  echo "export AWS_ACCESS_KEY_ID=$key AWS_SECRET_ACCESS_KEY=$secret AWS_REGION=$region"
  ;;
*) usage ;;
esac
