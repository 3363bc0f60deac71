### Exports and mass edit.

## The dialog

export-title = Export
export-which = Které záznamy
export-scope-picked = Vybrané ({ $n })
export-scope-matching = Všechny odpovídající filtru ({ $n })
export-scope-all = Všechny ({ $n })
export-what-for = K čemu
export-kind-simple = Jednoduchý
export-kind-simple-why = Ke čtení a práci: ID a všechna pole.
export-kind-edit = Pro hromadnou úpravu
export-kind-edit-why = ID, název, stav, uživatelská jména odpovědných.
export-kind-reimport = Pro opětovný import
export-kind-reimport-why = Všechna importovatelná pole se značkou na řádku, takže se změní jen to, co upravíte.
export-columns = Sloupce
export-columns-all = ID a všechna pole
export-columns-shown = ID a sloupce seznamu
export-format = Formát
export-large = Velký seznam: CSV je rychlejší.
export-xlsx = Sešit (XLSX)
export-csv = Text (CSV)
export-csv-options = Volby CSV
export-delimiter = Mezi buňkami
delimiter-semicolon = Středník ;
delimiter-comma = Čárka ,
delimiter-tab = Tabulátor
export-encoding = Kódování
export-utf8 = UTF-8 s BOM (otevře Excel)
export-guard = Chránit před vzorci
export-guard-why = Texty, které by tabulka spustila, dostanou apostrof; import ho zase odebere.
export-act = Exportovat
flash-export-begun = Export se připravuje. Až bude hotov, dáme vám vědět.
refusal-export-sign-unknown = { $encoding } nemá znak „{ $sign }“ (řádek { $line } souboru). Soubor nevznikl.
hint-export-sign-unknown = Exportujte v UTF-8, které zná všechna písmena.
refusal-export-without-order = Export #{ $number } nevznikl zde, nelze ho zopakovat.

## The list of exports

exports-why = Každý soubor se uchová do dne, který u něj stojí. Stáhnout ho můžete jen vy a správci.
exports-whose = Čí exporty
exports-mine = Moje
exports-all = Všech
exports-none = Zatím žádné exporty
exports-none-why = Zde se objeví vaše exporty.
exports-file = Soubor
exports-state = Stav
exports-records = Záznamů
exports-filter = Použitý filtr
exports-by = Kdo
exports-at = Datum
exports-expires = Uchováno do
exports-again = Znovu
exports-again-name = Exportovat znovu: { $name }
exports-delete-name = Smazat { $name }
exports-download = Stáhnout { $name }, { $size }
export-state-queued = Čeká
export-state-running = Připravuje se
export-state-completed = Připraven
export-state-failed = Selhal
export-state-expired = Vypršel
export-failed-why = Soubor se nepodařilo vytvořit. Zkuste to znovu.
export-of-all = Všechny záznamy
export-of-picked =
    { $n ->
        [one] { $n } vybraný záznam
        [few] { $n } vybrané záznamy
       *[other] { $n } vybraných záznamů
    }
flash-export-deleted = Export byl smazán.
