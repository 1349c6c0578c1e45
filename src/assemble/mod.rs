//! Readings → dossier: units resolved, versions chosen, rounds joined model by model (stub).
