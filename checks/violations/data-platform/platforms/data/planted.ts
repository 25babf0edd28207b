import "@yuejian/chain/format";
