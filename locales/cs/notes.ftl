## Co je dobré o souboru vědět a ničemu nebrání

note-on-column = „{ $column }“: { $sentence }
note-on-sheet = List „{ $sheet }“: { $sentence }
note-encoding-likely = Kódování { $name } bylo rozpoznáno podle písmen. Porovnejte několik slov s diakritikou; pokud vypadají špatně, vyberte jiné.
note-delimiter-likely = Za oddělovač se bere { $name }. Pokud sloupce vypadají špatně, vyberte jiný.
note-sheets-unread = Nečte se: { $name }.
note-hidden-sheets = Skryté a nečte se: { $name }.
note-filtered-rows =
    { $n ->
        [one] { $n } řádek skrytý filtrem se čte jako ostatní.
        [few] { $n } řádky skryté filtrem se čtou jako ostatní.
       *[other] { $n } řádků skrytých filtrem se čte jako ostatní.
    }
note-filtered-rows-left-out =
    { $n ->
        [one] { $n } řádek skrytý filtrem se vynechá.
        [few] { $n } řádky skryté filtrem se vynechají.
       *[other] { $n } řádků skrytých filtrem se vynechá.
    }
note-hidden-columns =
    { $n ->
        [one] { $n } skrytý sloupec se čte jako ostatní.
        [few] { $n } skryté sloupce se čtou jako ostatní.
       *[other] { $n } skrytých sloupců se čte jako ostatní.
    }
note-formula-without-value =
    { $n ->
        [one] { $n } vzorec nemá uložený výsledek a byl přečten jako prázdná buňka, na řádku { $row }. Otevřete soubor v tabulkovém programu, uložte ho a nahrajte znovu.
        [few] { $n } vzorce nemají uložený výsledek a byly přečteny jako prázdné buňky, první na řádku { $row }. Otevřete soubor v tabulkovém programu, uložte ho a nahrajte znovu.
       *[other] { $n } vzorců nemá uložený výsledek a bylo přečteno jako prázdné buňky, první na řádku { $row }. Otevřete soubor v tabulkovém programu, uložte ho a nahrajte znovu.
    }
note-text-after-quote =
    { $n ->
        [one] V { $n } buňce, na řádku { $row }, stojí text za koncovou uvozovkou. Zůstal zachován; podívejte se, zda je buňka celá.
        [few] Ve { $n } buňkách, první na řádku { $row }, stojí text za koncovou uvozovkou. Zůstal zachován; podívejte se, zda jsou buňky celé.
       *[other] V { $n } buňkách, první na řádku { $row }, stojí text za koncovou uvozovkou. Zůstal zachován; podívejte se, zda jsou buňky celé.
    }
note-merged-cells =
    { $n ->
        [one] { $n } oblast sloučených buněk: hodnotu má jen její první buňka, ostatní jsou prázdné.
        [few] { $n } oblasti sloučených buněk: hodnotu má jen první buňka každé z nich, ostatní jsou prázdné.
       *[other] { $n } oblastí sloučených buněk: hodnotu má jen první buňka každé z nich, ostatní jsou prázdné.
    }
note-dates-day-first =
    { $total ->
        [one] Jediné datum odpovídá pořadí den, měsíc, rok a neodpovídá pořadí měsíc, den, rok ({ $n }).
        [few] Všechna { $total } data odpovídají pořadí den, měsíc, rok; pořadí měsíc, den, rok neodpovídá { $n } z nich.
       *[other] Všech { $total } dat odpovídá pořadí den, měsíc, rok; pořadí měsíc, den, rok neodpovídá { $n } z nich.
    }
note-dates-month-first =
    { $total ->
        [one] Jediné datum odpovídá pořadí měsíc, den, rok a neodpovídá pořadí den, měsíc, rok ({ $n }).
        [few] Všechna { $total } data odpovídají pořadí měsíc, den, rok; pořadí den, měsíc, rok neodpovídá { $n } z nich.
       *[other] Všech { $total } dat odpovídá pořadí měsíc, den, rok; pořadí den, měsíc, rok neodpovídá { $n } z nich.
    }
note-dates-mixed = Počet dat, která odpovídají jen pořadí den, měsíc, rok: { $day }; jen pořadí měsíc, den, rok: { $month }. Podívejte se, která jsou napsána jinak.
note-dates-open =
    { $total ->
        [one] Jediné datum odpovídá pořadí den, měsíc, rok i měsíc, den, rok. Porovnejte ho s tím, co víte.
        [few] Všechna { $total } data odpovídají pořadí den, měsíc, rok i měsíc, den, rok. Porovnejte některá s tím, co víte.
       *[other] Všech { $total } dat odpovídá pořadí den, měsíc, rok i měsíc, den, rok. Porovnejte některá s tím, co víte.
    }
note-dates-read-dmy = Čtou se jako den, měsíc, rok.
note-dates-read-mdy = Čtou se jako měsíc, den, rok.
note-dates-read-ymd = Čtou se jako rok, měsíc, den.
