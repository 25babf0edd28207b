import "@yuejian/data";
