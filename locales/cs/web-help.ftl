### Help: one page a flow, and what every problem in the data means. help-PAGE-N is a step.

## Contents

help-why = Jak která cesta probíhá krok za krokem a co znamená každá potíž v souboru.
help-steps = Postup
help-good = Dobré vědět
help-start = Přejít tam
help-contents = Obsah nápovědy

## Leads from a template

help-leads = Import leadů ze šablony
help-leads-why = Pro administrátory: soubor s tisíci leadů, zkontrolovaný dřív, než se cokoli uloží.
help-leads-1 = Otevřete Nastavení, pak Import dat, a stáhněte šablonu pro leady. Je udělaná pro tuto kartotéku, vaše vlastní pole jsou poslední sloupce a pokyny mají vlastní list.
help-leads-2 = Vyplňte ji. Sloupce s * jsou povinné. Buňka má nejvýše 255 znaků, soubor nejvýše 5 000 řádků, pokud nastavení neříká jinak.
help-leads-3 = Nahrajte soubor. Zkontroluje se každý řádek a ukáže se počet chyb, i nulový. Zatím se nic neukládá.
help-leads-4 = Chyby opravte tady, nebo v souboru a nahrajte ho do téhož importu znovu, kolikrát chcete. Řádek 15 v hlášení je řádek 15 ve vaší tabulce.
help-leads-5 = Spusťte import. Chybné řádky zůstanou stranou a lze je stáhnout i s důvody.
help-leads-6 = Chcete-li to vzít zpět, otevřete import a vraťte ho, nebo zvolte jeho štítek v Mazání importu. Předem uvidíte, co zmizí.
help-leads-note = Import leadů vždy zakládá nové leady. Společnosti s kontakty a produkty jdou stejnou cestou a mohou se i aktualizovat.

## Helpdesk

help-helpdesk = Společnosti a pak uživatelé helpdesku
help-helpdesk-why = Dva soubory CSV v tomto pořadí: uživatel smí uvést jen existující společnost.
help-helpdesk-1 = Nejdřív importujte společnosti: Import dat, Společnosti helpdesku. Jsou tam i ukázkové soubory.
help-helpdesk-2 = Importujte uživatele: Nastavení, Uživatelé, Importovat. Uživatelské jméno a e-mail jsou povinné v každém řádku; smyšlené adresy nevadí, nic se neposílá.
help-helpdesk-3 = Zvolte jednu roli pro všechny, nebo namapujte sloupec s rolemi. Operátory importuje jen administrátor.
help-helpdesk-4 = Opakovaná uživatelská jména a neznámé společnosti zastaví celý import. Všechny takové řádky se vypíšou a nic se neuloží.
help-helpdesk-5 = Každému operátorovi dejte odkaz s pozvánkou: otevřete uživatele a vytvořte ho. Platí jednou.
help-helpdesk-note = Jeden e-mail smí patřit více uživatelům, dokud se přihlašuje jménem (Nastavení, Zabezpečení).

## Round trip

help-round-trip = Export, úprava, zpětný import
help-round-trip-why = Změňte mnoho záznamů v tabulce, aniž přijdete o to, co mezitím udělali jiní.
help-round-trip-1 = Vyfiltrujte seznam, vyberte některé záznamy, stránku, nebo všechny odpovídající, a zvolte Export.
help-round-trip-2 = Až bude soubor hotový, objeví se oznámení na jakékoli stránce. Vede k exportům.
help-round-trip-3 = Upravte soubor. Sloupec ID nechte: známé ID se aktualizuje, prázdné či neznámé bude nový záznam a dostanete varování s počtem.
help-round-trip-4 = Importujte soubor, potvrďte pole, prohlédněte staré a nové hodnoty a spusťte.
help-round-trip-note = Neupravený export nic nezmění. Pole změněná od exportu na obou stranách se vypíšou jako konflikty.

## Mass edit

help-mass-edit = Hromadná úprava souborem
help-mass-edit-why = Předejte klienty, aktivujte a deaktivujte, souborem o třech sloupcích.
help-mass-edit-1 = V seznamu společností, poboček, zařízení či kontaktů zvolte Import a pak Stáhnout šablonu pro úpravy.
help-mass-edit-2 = Vyplňte id, stav a odpovědné: přihlašovací jména oddělená čárkami. Sloupec id neměňte.
help-mass-edit-3 = Nahrajte soubor. Neznámé id či jméno je chyba na svém řádku; prázdné buňky nic nemění.
help-mass-edit-4 = Náhled řekne, kdo kolik získá a ztratí. Když to sedí, spusťte; vrácení zpět vše obnoví.
help-mass-edit-note = Soubor pro společnosti se u poboček odmítne: nikdy se nepoužije na špatné záznamy.

## Messenger audience

help-audience = Import publika messengeru
help-audience-why = Odběratelé bota, párovaní podle svého id v messengeru.
help-audience-1 = Ověřte, že bot existuje: Nastavení, Boti. Bot pracuje v jediném messengeru.
help-audience-2 = Otevřete Klienty, Import, a vyberte soubor a bota. Povinné je jen social_id; jméno se hodí.
help-audience-3 = Můžete zvolit tunel, LGT a štítky. Bez nich jdou klienti do Default tunnel.
help-audience-4 = Klient se stejným social_id v témž messengeru se aktualizuje; ostatní jsou noví. Ze dvou řádků s jedním id platí pozdější.
help-audience-note = Export klientů je sám souborem, který lze upravit a importovat zpět.

## The catalogue of problems, shortcuts

help-issues = Co znamená která potíž
help-issues-why = Každá potíž, kterou kontrola najde, a jak ji opravit. Sem vedou odkazy z výsledků.
help-find = Hledat
help-find-act = Najít
help-found = Nalezeno
help-shortcuts = Klávesové zkratky
help-shortcuts-why = Nefungují při psaní a v profilu je lze vypnout úplně.
help-key-home = Přehled
help-key-close = Zavřít dialog nebo nabídku
help-key-next = Další pole či odkaz; se Shiftem předchozí
