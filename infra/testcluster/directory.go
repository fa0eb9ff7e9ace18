package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"k8s.io/client-go/util/keyutil"
)

const (
	kubeconfigName = "kubeconfig" // there as long as the cluster is ready
	addressName    = "address"    // host and port that the API server had last
	lockName       = "lock"       // locked by the running process, and holds its id
	keyName        = "service-accounts.key"
	tokensName     = "tokens.csv"
)

// directory is where one cluster lives. One process at a time owns it.
type directory struct {
	path string
	lock *os.File // open as long as this process owns the directory: a collected file would be unlocked
}

func (d *directory) file(name string) string { return filepath.Join(d.path, name) }

func existingDirectory(path string) *directory {
	absolute, err := filepath.Abs(path)
	if err != nil {
		absolute = path
	}
	return &directory{path: absolute}
}

func openDirectory(path string) (*directory, error) {
	d := existingDirectory(path)
	return d, os.MkdirAll(d.path, 0o700)
}

// owner is the id of the process that runs the cluster, or 0.
func (d *directory) owner() int {
	file, err := os.Open(d.file(lockName))
	if err != nil {
		return 0
	}
	defer file.Close()
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_SH|syscall.LOCK_NB); !errors.Is(err, syscall.EWOULDBLOCK) {
		return 0
	}
	text, err := os.ReadFile(d.file(lockName))
	if err != nil {
		return 0
	}
	pid, _ := strconv.Atoi(strings.TrimSpace(string(text)))
	return pid
}

// own makes this process the owner until it ends, however it ends.
func (d *directory) own() error {
	file, err := os.OpenFile(d.file(lockName), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		file.Close()
		return fmt.Errorf("%s is in use by process %d", d.path, d.owner())
	}
	d.lock = file
	if err := file.Truncate(0); err != nil {
		return err
	}
	if _, err := file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0); err != nil {
		return err
	}
	return remove(d.file(kubeconfigName)) // left by an owner that was killed
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// adminToken is the bearer token of the one user, made when the directory is new.
func (d *directory) adminToken() (string, error) {
	line, err := os.ReadFile(d.file(tokensName))
	if errors.Is(err, fs.ErrNotExist) {
		line = []byte(rand.Text() + ",admin,admin,system:masters\n")
		err = os.WriteFile(d.file(tokensName), line, 0o600)
	}
	token, _, _ := strings.Cut(string(line), ",")
	return token, err
}

// serviceAccountKey makes the key that signs the tokens of service accounts, unless the directory has it.
func (d *directory) serviceAccountKey() error {
	if _, err := os.Stat(d.file(keyName)); err == nil {
		return nil
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	text, err := keyutil.MarshalPrivateKeyToPEM(key)
	if err != nil {
		return err
	}
	return keyutil.WriteKey(d.file(keyName), text)
}

// listen opens the port that is asked for, or else the one that the directory had last, or else a free one.
func (d *directory) listen(port int) (net.Listener, error) {
	candidates := []string{"127.0.0.1:0"}
	if port != 0 {
		candidates = []string{fmt.Sprintf("127.0.0.1:%d", port)}
	} else if last, err := os.ReadFile(d.file(addressName)); err == nil {
		candidates = append([]string{string(last)}, candidates...)
	}
	var failed error
	for _, address := range candidates {
		listener, err := net.Listen("tcp4", address)
		if err == nil {
			return listener, os.WriteFile(d.file(addressName), []byte(listener.Addr().String()), 0o600)
		}
		failed = err
	}
	return nil, failed
}
