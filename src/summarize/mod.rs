//! Dossier → summary: figures up the tree, awards grouped, indicators added up (stub).
