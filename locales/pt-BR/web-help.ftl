### Help: one page a flow, and what every problem in the data means. help-PAGE-N is a step.

## Contents

help-why = Como cada fluxo acontece, passo a passo, e o que significa cada problema em um arquivo.
help-steps = Passos
help-good = Bom saber
help-start = Ir para lá
help-contents = Conteúdo da ajuda

## Leads from a template

help-leads = Importar leads com um modelo
help-leads-why = Para administradores: um arquivo com milhares de leads, verificado antes de gravar.
help-leads-1 = Abra Configurações, depois Importação de dados, e baixe o modelo de leads. Ele é feito para este registro, com seus campos próprios nas últimas colunas e instruções em uma folha.
help-leads-2 = Preencha-o. Colunas com * são obrigatórias. Uma célula tem no máximo 255 caracteres e um arquivo 5.000 linhas, salvo outra configuração.
help-leads-3 = Envie o arquivo. Cada linha é verificada e o número de erros aparece, mesmo se for zero. Nada é gravado ainda.
help-leads-4 = Corrija os erros aqui ou no arquivo e envie-o de novo na mesma importação, quantas vezes quiser. A linha 15 da mensagem é a linha 15 da sua planilha.
help-leads-5 = Inicie a importação. Linhas com erros ficam de fora e podem ser baixadas com os motivos.
help-leads-6 = Para desfazer, abra a importação e desfaça-a, ou escolha a etiqueta em Excluir importação. Você vê antes o que sairia.
help-leads-note = Uma importação de leads sempre cria. Empresas com contatos e produtos seguem o mesmo caminho e também podem atualizar.

## Helpdesk

help-helpdesk = Empresas e depois usuários do helpdesk
help-helpdesk-why = Dois arquivos CSV nesta ordem: um usuário só pode indicar uma empresa existente.
help-helpdesk-1 = Importe antes as empresas: Importação de dados, Empresas do helpdesk. Há arquivos de exemplo para baixar.
help-helpdesk-2 = Importe os usuários: Configurações, Usuários, Importar. Usuário e e-mail são obrigatórios em cada linha; endereços inventados servem, nada é enviado.
help-helpdesk-3 = Escolha um perfil para todos, ou mapeie uma coluna. Só um administrador importa operadores.
help-helpdesk-4 = Usuários repetidos e empresas desconhecidas param toda a importação. Cada linha é listada e nada é gravado.
help-helpdesk-5 = Dê a cada operador um link de convite: abra o usuário e crie-o. Vale uma vez.
help-helpdesk-note = Um e-mail pode ser de vários usuários enquanto se entra com nome de usuário (Configurações, Segurança).

## Round trip

help-round-trip = Exportar, editar, importar de novo
help-round-trip-why = Mude muitos registros em uma planilha sem perder o que outros fizeram nesse meio-tempo.
help-round-trip-1 = Filtre uma lista, selecione alguns registros, a página ou todos que correspondem, e escolha Exportar.
help-round-trip-2 = Um aviso aparece quando o arquivo está pronto, em qualquer página. Ele leva às exportações.
help-round-trip-3 = Edite o arquivo. Mantenha a coluna ID: um ID conhecido é atualizado, um vazio ou desconhecido vira registro novo, com aviso e contagem.
help-round-trip-4 = Importe o arquivo, confirme os campos, veja valores antigos e novos, e inicie.
help-round-trip-note = Uma exportação sem edição não muda nada. Campos mudados dos dois lados são listados como conflitos.

## Mass edit

help-mass-edit = Edição em massa por arquivo
help-mass-edit-why = Transfira clientes, ative e desative, com um arquivo de três colunas.
help-mass-edit-1 = Em uma lista de empresas, locais, ativos ou contatos escolha Importar e Baixar modelo de edição.
help-mass-edit-2 = Preencha id, situação e responsável: logins com vírgulas. Não mude a coluna id.
help-mass-edit-3 = Envie o arquivo. Um id ou login desconhecido é erro na linha; células vazias não mudam nada.
help-mass-edit-4 = A prévia diz quem ganha e quem perde quantos. Inicie quando estiver certo; desfazer devolve tudo.
help-mass-edit-note = Um arquivo de empresas é recusado em locais: nunca é aplicado aos registros errados.

## Messenger audience

help-audience = Importar a audiência de um mensageiro
help-audience-why = Assinantes de um bot, reconhecidos pelo id do mensageiro.
help-audience-1 = Confira se o bot existe: Configurações, Bots. Um bot funciona em um só mensageiro.
help-audience-2 = Abra Clientes, Importar, e escolha o arquivo e o bot. Só social_id é obrigatório; um nome ajuda.
help-audience-3 = Escolha um túnel, um LGT e etiquetas, se quiser. Sem eles, os clientes vão para Default tunnel.
help-audience-4 = Um cliente com o mesmo social_id no mesmo mensageiro é atualizado; os demais são novos. De duas linhas com um id vale a última.
help-audience-note = Uma exportação de clientes é um arquivo que pode ser editado e importado de novo.

## The catalogue of problems, shortcuts

help-issues = O que cada problema significa
help-issues-why = Cada problema que a verificação encontra e como corrigi-lo. Os links dos resultados trazem até aqui.
help-find = Buscar
help-find-act = Encontrar
help-found = Encontrados
help-shortcuts = Atalhos de teclado
help-shortcuts-why = Desligados enquanto você digita, e de vez se os desligar no perfil.
help-key-home = Início
help-key-close = Fechar um diálogo ou menu
help-key-next = Próximo campo ou link; com Shift, o anterior
