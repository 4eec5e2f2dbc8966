// Loaded before the playground, which would listen on every interface of the machine: here it listens on this machine alone.
const { Server } = require("node:net");

const listen = Server.prototype.listen;

Server.prototype.listen = function (port, ...rest) {
  return typeof port === "number"
    ? listen.call(this, port, "127.0.0.1", ...rest.filter((argument) => typeof argument === "function"))
    : listen.call(this, port, ...rest);
};
