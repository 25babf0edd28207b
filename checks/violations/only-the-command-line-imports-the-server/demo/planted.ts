import "@yuejian/server";
