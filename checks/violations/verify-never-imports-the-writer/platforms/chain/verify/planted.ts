import "@yuejian/chain/log";
