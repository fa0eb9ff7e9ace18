// Command ferretdb serves the MongoDB wire protocol from SQLite files: the real server that the durability tests of the
// MongoDB adapter talk to and kill. It flushes the disk at each commit.
//
// usage: ferretdb ADDRESS DIRECTORY
package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	if len(os.Args) != 3 {
		log.Error("usage: ferretdb ADDRESS DIRECTORY")
		os.Exit(2)
	}
	// FerretDB takes a directory only with a slash behind it.
	directory := filepath.Clean(os.Args[2]) + "/"
	if err := os.MkdirAll(directory, 0o700); err != nil {
		log.Error("the directory cannot be created", "directory", directory, "err", err)
		os.Exit(1)
	}
	server, err := ferretdb.New(&ferretdb.Config{
		Logger:    log,
		Listener:  ferretdb.ListenerConfig{TCP: os.Args[1]},
		Handler:   "sqlite",
		SQLiteURL: "file:" + directory + "?_pragma=synchronous(full)",
	})
	if err != nil {
		log.Error("the server does not start", "err", err)
		os.Exit(1)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := server.Run(ctx); err != nil && ctx.Err() == nil {
		log.Error("the server ended", "err", err)
		os.Exit(1)
	}
}
