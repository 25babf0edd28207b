import "@yuejian/rules";
