## O que convém saber de um arquivo e não impede nada

note-on-column = “{ $column }”: { $sentence }
note-on-sheet = Planilha “{ $sheet }”: { $sentence }
note-encoding-likely = A codificação { $name } foi reconhecida pelas letras. Compare algumas palavras com acento; se parecerem erradas, escolha outra.
note-delimiter-likely = O separador foi entendido como { $name }. Se as colunas parecerem erradas, escolha outro.
note-sheets-unread = Não lidas: { $name }.
note-hidden-sheets = Ocultas e não lidas: { $name }.
note-filtered-rows =
    { $n ->
        [one] { $n } linha oculta por um filtro é lida como as outras.
       *[other] { $n } linhas ocultas por um filtro são lidas como as outras.
    }
note-filtered-rows-left-out =
    { $n ->
        [one] { $n } linha oculta por um filtro fica de fora.
       *[other] { $n } linhas ocultas por um filtro ficam de fora.
    }
note-hidden-columns =
    { $n ->
        [one] { $n } coluna oculta é lida como as outras.
       *[other] { $n } colunas ocultas são lidas como as outras.
    }
note-formula-without-value =
    { $n ->
        [one] { $n } fórmula não tem resultado guardado e foi lida como célula vazia, na linha { $row }. Abra o arquivo em um programa de planilhas, salve e envie de novo.
       *[other] { $n } fórmulas não têm resultado guardado e foram lidas como células vazias, a primeira na linha { $row }. Abra o arquivo em um programa de planilhas, salve e envie de novo.
    }
note-text-after-quote =
    { $n ->
        [one] Em { $n } célula, na linha { $row }, há texto depois das aspas de fechamento. Ele foi mantido; veja se a célula está inteira.
       *[other] Em { $n } células, a primeira na linha { $row }, há texto depois das aspas de fechamento. Ele foi mantido; veja se as células estão inteiras.
    }
note-merged-cells =
    { $n ->
        [one] { $n } área de células mescladas: só a primeira célula tem o valor, as outras estão vazias.
       *[other] { $n } áreas de células mescladas: só a primeira célula de cada uma tem o valor, as outras estão vazias.
    }
note-dates-day-first =
    { $total ->
        [one] A única data segue a ordem dia, mês, ano e não a ordem mês, dia, ano ({ $n }).
       *[other] Todas as { $total } datas seguem a ordem dia, mês, ano; { $n } delas não seguem a ordem mês, dia, ano.
    }
note-dates-month-first =
    { $total ->
        [one] A única data segue a ordem mês, dia, ano e não a ordem dia, mês, ano ({ $n }).
       *[other] Todas as { $total } datas seguem a ordem mês, dia, ano; { $n } delas não seguem a ordem dia, mês, ano.
    }
note-dates-mixed = Datas que seguem só a ordem dia, mês, ano: { $day }; só a ordem mês, dia, ano: { $month }. Veja quais estão escritas de outro modo.
note-dates-open =
    { $total ->
        [one] A única data segue tanto dia, mês, ano como mês, dia, ano. Compare com o que você sabe.
       *[other] Todas as { $total } datas seguem tanto dia, mês, ano como mês, dia, ano. Compare algumas com o que você sabe.
    }
note-dates-read-dmy = São lidas como dia, mês, ano.
note-dates-read-mdy = São lidas como mês, dia, ano.
note-dates-read-ymd = São lidas como ano, mês, dia.
