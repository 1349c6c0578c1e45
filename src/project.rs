//! The workspace on disk: `hoi-nghi.toml`, `don-vi.csv`, listing and reading inputs, atomic writing of outputs (stub).
