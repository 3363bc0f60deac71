### Records: browser, record page, bulk actions.

## The list

records-more-than = více než { $n } záznamů
records-export = Exportovat
records-import = Importovat
records-new = Nový
records-none = Zatím tu nic není
records-none-why = Importujte soubor, nebo přidejte záznam ručně.
records-none-fit = Nic neodpovídá
records-none-fit-why =
    { $n ->
        [one] Seznam zužuje { $n } filtr.
        [few] Seznam zužují { $n } filtry.
       *[other] Seznam zužuje { $n } filtrů.
    }
records-search-label = Hledat v tomto seznamu
records-search-hint = Název, ID, e-mail…
records-search = Hledat
records-filter = Filtr
records-filters = Použité filtry
records-filter-field = Filtrovat podle pole
records-field = Pole
records-comparison = Porovnání
records-value = Hodnota
records-add-filter = Přidat filtr
records-tags = Štítky
records-tag = Štítek
records-tag-how = Záznamy, které
records-columns = Sloupce
records-columns-which = Které sloupce zobrazit
records-columns-usual = Obvyklé
records-size = Řádků na stránce
records-density = Výška řádků
density-normal = Normální
density-compact = Úsporná
records-views = Pohledy
records-views-none = Zatím žádné uložené pohledy.
records-view-shared = pro všechny
records-view-delete = Smazat pohled { $name }
records-view-save-as = Uložit filtry, sloupce a řazení jako
records-view-share = Pro všechny
records-view-save = Uložit pohled
filter-is = je
filter-is-not = není
filter-contains = obsahuje
filter-at-least = je nejméně
filter-at-most = je nejvýše
filter-more = je více než
filter-less = je méně než
filter-empty = je prázdné
filter-filled = je vyplněno
filter-created-import = Vytvořeno importem č.
filter-updated-import = Změněno importem č.
filter-search-chip = Hledání: { $text }
filter-tag-any = nesou tento štítek, nebo jiný z vybraných
filter-tag-all = nesou tento štítek i všechny ostatní vybrané
filter-tag-none = tento štítek nenesou
filter-tag-any-chip = Štítek: { $name }
filter-tag-all-chip = Se štítkem: { $name }
filter-tag-none-chip = Bez štítku: { $name }
filter-remove = Odebrat filtr: { $name }
flash-view-saved = Pohled { $name } byl uložen.
flash-view-deleted = Pohled byl smazán.
refusal-view-name =
    { $limit ->
        [one] Pohled potřebuje název o nejvýše { $limit } znaku.
        [few] Pohled potřebuje název o nejvýše { $limit } znacích.
       *[other] Pohled potřebuje název o nejvýše { $limit } znacích.
    }
refusal-view-long = Tyto filtry jsou příliš dlouhé na uložení. Některé odeberte.

## Ticking records and what can be done with them

pick-none = Zaškrtněte záznamy, se kterými chcete něco udělat.
pick-some = Vybráno: COUNT
pick-matching = Jsou vybrány všechny odpovídající filtru
pick-which = Které záznamy
pick-scope-picked = Zaškrtnuté
pick-scope-matching =
    { $n ->
        [one] Všechny odpovídající ({ $n })
        [few] Všechny odpovídající ({ $n })
       *[other] Všechny odpovídající ({ $n })
    }
pick-scope-matching-more = Všechny odpovídající, více než { $n }
pick-page = Vybrat vše na této stránce
pick-column = Vybrat
pick-one = Vybrat { $name }
pick-clear = Zrušit výběr
flash-nothing-picked = Nic nebylo zaškrtnuto, takže se nic nestalo.
act-export = Exportovat
act-edit-file = Soubor k úpravě
act-add-tag = Přidat štítek
act-remove-tag = Odebrat štítek
act-responsible = Nastavit odpovědné
act-activate = Aktivovat
act-deactivate = Deaktivovat
act-set = Nastavit pole
act-delete = Smazat
refusal-selection-gone = Tento výběr už není k dispozici. Nic se nezměnilo.
hint-selection-gone = Vraťte se do seznamu a zaškrtněte záznamy znovu.
refusal-bulk-nobody = Už neodpovídá žádný záznam. Nic se nezměnilo.
refusal-bulk-unfit = Takto záznamy změnit nelze. Nic se nezměnilo.

## Mass edit: preview, run, result, undo

bulk-responsible-how = Co se stane se současnými odpovědnými
bulk-responsible-replace = Nahradit je
bulk-responsible-add = Ponechat je a přidat
bulk-responsible-remove = Odebrat tyto
bulk-logins = Uživatelská jména
bulk-logins-hint = Více jmen oddělte čárkami. Prázdné při nahrazení: nikdo není odpovědný.
bulk-new-value = Nová hodnota
bulk-new-value-hint = Prázdná hodnota pole vymaže.
bulk-preview = Ukázat, co by se změnilo
bulk-what = Co se stane
bulk-nothing-yet = Zatím se nic neuložilo.
bulk-chosen = Vybráno
bulk-changed = Změněno
bulk-deleted = Smazáno
bulk-same = Už takové jsou
bulk-kept = Zůstávají beze změny
bulk-already = { $n } z { $all } už takové jsou.
bulk-already-active = { $n } z { $all } už jsou aktivní.
bulk-already-inactive = { $n } z { $all } už jsou neaktivní.
bulk-people = Kolik záznamů kdo získá nebo ztratí
bulk-reasons = Proč některé zůstávají
bulk-reasons-more = a ještě { $n }
bulk-type-number = Pro smazání napište počet záznamů: { $n }
bulk-confirm-wrong = Toto není počet záznamů: { $n }. Nic nebylo smazáno.
bulk-start =
    { $n ->
        [one] Změnit { $n } záznam
        [few] Změnit { $n } záznamy
       *[other] Změnit { $n } záznamů
    }
bulk-start-delete =
    { $n ->
        [one] Smazat { $n } záznam
        [few] Smazat { $n } záznamy
       *[other] Smazat { $n } záznamů
    }
bulk-can-be-undone = Lze to potom vzít zpět.
bulk-nothing-to-do = Není co dělat.
bulk-back = Zpět do seznamu
bulk-run-title = Hromadná úprava #{ $number }
bulk-running = Záznamy se mění
bulk-undoing = Bere se to zpět
bulk-stop = Zastavit
bulk-stop-why = Co už se změnilo, zůstane a lze to vzít zpět.
bulk-did = Co se stalo
bulk-undo = Vzít zpět
bulk-undo-title = Vzít zpět hromadnou úpravu #{ $number }
undo-taken = Vrátí se původní hodnoty
undo-stays = Zůstávají beze změny
undo-kept-why = Někdo je mezitím upravil, pozdější úprava zůstává.
undo-act =
    { $n ->
        [one] Vzít zpět { $n } záznam
        [few] Vzít zpět { $n } záznamy
       *[other] Vzít zpět { $n } záznamů
    }
flash-undo-begun = Bere se to zpět.
did-add-tag = Přidat štítek „{ $name }“
did-remove-tag = Odebrat štítek „{ $name }“
did-responsible-replace = Odpovědní: { $names }
did-responsible-add = Přidat odpovědné: { $names }
did-responsible-remove = Odebrat odpovědné: { $names }
did-set = { $name } = { $text }
did-batch = Záznamy zapsané jednotlivě jiným programem

## One record

record-trail = Kde to je
record-copy-id = Kopírovat ID
record-active = Aktivní
record-inactive = Neaktivní
record-edit = Upravit
record-edit-section = Upravit: { $name }
record-leave = Odejít bez uložení?
record-nothing-filled = Nic tu není vyplněno.
record-empty-fields =
    { $n ->
        [one] Ještě { $n } pole je prázdné.
        [few] Ještě { $n } pole jsou prázdná.
       *[other] Ještě { $n } polí je prázdných.
    }
section-main = Údaje
section-more = Další
section-custom = Vlastní pole
record-no-tags = Žádné štítky.
record-tag-remove = Odebrat štítek { $name }
record-related = Související záznamy
record-related-all = Zobrazit vše
record-history = Historie
record-history-more = Zobrazit dalších { $n }
history-to = na
history-created-by-row = Vytvořeno: { $kind } #{ $number }, řádek { $row } ({ $by })
history-created-by-run = Vytvořeno: { $kind } #{ $number } ({ $by })
history-created-by-hand = Vytvořil(a) { $by }
history-updated-by-row = Změněno: { $kind } #{ $number }, řádek { $row } ({ $by })
history-updated-by-run = Změněno: { $kind } #{ $number } ({ $by })
history-updated-by-hand = Změnil(a) { $by }
history-deleted-by-row = Smazáno: { $kind } #{ $number }, řádek { $row } ({ $by })
history-deleted-by-run = Smazáno: { $kind } #{ $number } ({ $by })
history-deleted-by-hand = Smazal(a) { $by }
record-deleted = Smazáno
record-deleted-why = Jeho číslo se už nikdy nepoužije. Vzetím smazání zpět se záznam obnoví.
record-delete-title = Smazat { $name }
record-delete-why = Záznam zmizí i se štítky a vazbami. Vzít to zpět lze v přehledu importů.
record-delete-act = Smazat záznam
erase-act = Vymazat tuto osobu…
erase-title = Vymazat { $name } navždy?
erase-why = Vymazání odstraní osobu ze všeho, co se uchovává, a nelze je vzít zpět. Nevrátí ji vrácení importu ani obnovená záloha.
erase-places = Nalezeno na místech: { $n }
erase-records = Záznamy
erase-links = Odkazy z jiných záznamů
erase-changes = Zápisy v historii
erase-rows = Řádky nahraných souborů
erase-files = Nahrané soubory, které už nepůjde stáhnout
erase-texts = Citace, opravy, oznámení, zprávy, uložené pohledy
erase-exports = Uchované exporty
erase-same = Stejný e-mail nebo telefon je i v těchto záznamech. Zůstanou; jde-li o tutéž osobu, vymažte je také:
erase-outside = Soubory, které si lidé stáhli, a dříve vytvořené zálohy jsou mimo dosah: smažte ty, které už nepotřebujete.
erase-do = Vymazat navždy
flash-record-erased = Vymazáno. Míst: { $n }
flash-record-erased-bytes = Vymazáno. Míst: { $n }. Někdo mezitím četl, takže v souboru databáze mohou chvíli zůstat zbytky: vymažte znovu v klidné chvíli, nebo spusťte „kartoteka record erase“.
record-delete-not = Tento záznam nelze smazat.
record-back = Zpět na záznam
record-new-title = Nový záznam: { $name }
record-more-fields =
    { $n ->
        [one] Ještě { $n } pole
        [few] Ještě { $n } pole
       *[other] Ještě { $n } polí
    }
record-create = Vytvořit
field-required = (povinné)
flash-record-saved = Záznam byl uložen.
flash-record-unchanged = Nic se nezměnilo.
flash-record-created = Záznam byl vytvořen.
flash-record-deleted = { $name }: smazáno hromadnou úpravou #{ $number }, kterou lze vzít zpět.
flash-tags-changed = Štítky byly změněny.

## Two people edit one record

conflict-title = Někdo to mezitím změnil
conflict-why = { $name }: záznam se změnil poté, co jste ho otevřeli. Z vašich změn se zatím nic neuložilo.
conflict-both = Změněno na obou stranách
conflict-was = Bylo:
conflict-stored = Ponechat uložené:
conflict-mine = Použít moje:
conflict-single = Změněno na jedné straně
conflict-col-was = Předtím
conflict-col-now = Potom
conflict-col-who = Kdo
conflict-by-you = vy
conflict-by-other = někdo jiný
conflict-save = Uložit podle volby
conflict-reload = Zahodit moje změny

## Ways in: import and the mass edit file

way-new = Nové a změněné záznamy
way-edit = Upravit existující
way-companies-contacts = Společnosti s kontaktními osobami
way-companies-contacts-why = Obojí v jednom sešitu: dva listy, nebo až šest kontaktů vedle společnosti.
way-helpdesk-companies-why = Soubor CSV nebo sešit, jedna společnost na řádek.
way-general-why = Soubor s jedním záznamem na řádek. Řádky se známým ID daný záznam změní.
way-leads-why = Soubor s jedním leadem na řádek. Vždy vytváří nové.
way-leads-change-why = Upravený export leadů zpátky: řádky s ID změní daný lead. Řádky bez ID založí nový a předem se to řekne.
way-users-why = Soubor s jedním uživatelem na řádek. Jméno a e-mail jsou povinné.
way-audience-why = Export publika z messengeru. Klienti se párují podle ID v messengeru.
way-act = Importovat: { $name }
edit-file-title = Upravit existující záznamy souborem
edit-file-why = Stáhněte soubor k úpravě, v tabulce změňte stav a odpovědné osoby a nahrajte ho. Mění se jen existující záznamy a každou změnu uvidíte předem.
edit-file-download = Stáhnout šablonu k úpravě
edit-file-columns = Sloupce: ID, název (jen ke čtení), stav, odpovědní.
edit-file-id = Sloupec ID neměňte.
edit-file-filled =
    { $n ->
        [one] S { $n } vybraným záznamem
        [few] Se { $n } vybranými záznamy
       *[other] S { $n } vybranými záznamy
    }
edit-file-empty = Prázdná
edit-file-pick = Chcete-li ji vyplněnou, zaškrtněte záznamy v seznamu a zvolte Soubor k úpravě:
edit-file-upload = Nahrát upravený soubor
edit-file-upload-why = Soubor se nejdřív zkontroluje. Řádky s neznámým ID nebo uživatelem se vypíšou, nic se nezapíše, dokud nespustíte import.

## Search of the top bar

search-title = Hledání
search-nothing-asked = Co hledáte?
search-nothing = Nic neodpovídá „{ $text }“
search-how = Část názvu, začátek e-mailu či čísla, nebo ID.
search-all = Zobrazit vše
