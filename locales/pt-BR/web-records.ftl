### Records: browser, record page, bulk actions.
