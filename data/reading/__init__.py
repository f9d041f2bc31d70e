"""What stands in a file? Files become tables exactly as received: form, without meaning."""
