//! The real server on a port of its own over a real data directory, asked as a browser asks, without a browser.

mod api_admin;
mod api_bulk;
mod api_client;
mod api_document;
mod api_exports;
mod api_guide;
mod api_imports;
mod api_records;
mod api_rules;
mod api_webhooks;
mod browser;
mod door;
mod drafts;
mod frame;
mod people;
mod records;
mod review;
mod security;
mod settings;
mod wizard;
mod words;
mod work;
