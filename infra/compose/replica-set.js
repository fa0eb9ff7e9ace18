// For mongosh, against the first member: makes the three members a replica set unless they are one, and waits until it
// has a primary. Safe to run again.
const members = ["mongo-1", "mongo-2", "mongo-3"].map((name, index) => ({ _id: index, host: `${name}:27017` }));

try {
  rs.status();
} catch (error) {
  if (error.codeName !== "NotYetInitialized") {
    throw error;
  }
  rs.initiate({ _id: "meshplay", members });
}

const deadline = Date.now() + 60_000;
while (!db.hello().primary) {
  if (Date.now() > deadline) {
    print("no primary after 60 s");
    quit(1);
  }
  sleep(200);
}
