"""Fills a database through MLflow's own client: experiments, runs with metrics, models. `fill.py URL source|target`."""
import sys

from mlflow import MlflowClient
from mlflow.entities import Metric, Param

url, side = sys.argv[1:]
client = MlflowClient(tracking_uri=url, registry_uri=url)
for name in ["local", "shared"] if side == "target" else ["one", "shared", "two"]:
    experiment = client.create_experiment(name, artifact_location="file:///artifacts/" + name, tags={"team": name})
    for number in range(5):
        run = client.create_run(
            experiment, start_time=1700000000000 + number, run_name="%s-%d" % (name, number),
            tags={"note": "it's \"%d\",\n🎭" % number}).info.run_id
        values = [float("nan") if number == 3 else 1.0 / (step + 1) for step in range(3)]
        client.log_batch(
            run, metrics=[Metric("loss", value, 1700000000000 + step, step) for step, value in enumerate(values)],
            params=[Param("rate", str(number))])
        client.set_terminated(run)
for name in ["shared"] if side == "target" else ["shared", "own"]:
    client.create_registered_model(name, tags={"a": "b"}, description="of the " + side)
    client.create_model_version(name, source="file:///artifacts/one", tags={"v": "1"})
    client.set_registered_model_alias(name, "champion", "1")
