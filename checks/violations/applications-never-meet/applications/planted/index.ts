import "@yuejian/models";
