package dev.freshet.query;

import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.access.Callers;
import dev.freshet.query.answer.Answers;
import dev.freshet.query.audit.Audit;
import dev.freshet.query.context.Contexts;
import dev.freshet.query.dashboard.Dashboard;
import dev.freshet.query.deadletters.DeadLetters;
import dev.freshet.query.erasure.Erasure;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Scope;
import dev.freshet.query.feedback.Feedback;
import dev.freshet.query.generations.GenerationSwitch;
import dev.freshet.query.generations.Generations;
import dev.freshet.query.generations.LiveGeneration;
import dev.freshet.query.mcp.Mcp;
import dev.freshet.query.publish.Publish;
import dev.freshet.query.reevaluation.Reevaluation;
import dev.freshet.query.verify.Verification;
import dev.freshet.query.watch.Watch;
import dev.freshet.query.web.Route;
import dev.freshet.query.web.Route.BodyKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What can be asked, who may ask it, and which room answers. */
record RouteTable(
    GenerationSwitch generations,
    Audit audit,
    Feedback feedback,
    Contexts contexts,
    Answers answers,
    Publish publish,
    Erasure erasure,
    DeadLetters letters,
    Generations all,
    Mcp mcp,
    Watch watches,
    Verification verification,
    Reevaluation reevaluation,
    Callers callers,
    Checks checks,
    Dashboard dashboard,
    Handler diagnosis,
    Telemetry telemetry) {
  private static final String LETTERS = "/v1/dead-letters";
  private static final String GENERATIONS = "/v1/generations";

  /** All of them. */
  List<Route> routes() {
    OpenApi contract = new OpenApi();
    return List.of(
        route(
            "POST",
            "/v1/search",
            Scope.READ,
            BodyKind.JSON,
            audit.always("search", by(LiveGeneration::search))),
        route("POST", "/v1/context", Scope.READ, BodyKind.JSON, audit.always("context", contexts)),
        route(
            "POST",
            "/v1/answer",
            Scope.READ,
            BodyKind.JSON,
            audit.always("answer", answers::answer)),
        route(
            "POST",
            "/v1/chat/completions",
            Scope.READ,
            BodyKind.JSON,
            audit.always("chat", answers::chat)),
        route("GET", "/v1/models", Scope.READ, BodyKind.NONE, answers::models),
        route("GET", "/v1/documents", Scope.READ, BodyKind.NONE, by(g -> g.documents()::list)),
        route("GET", "/v1/documents/{id}", Scope.READ, BodyKind.NONE, by(g -> g.documents()::get)),
        route(
            "GET",
            "/v1/documents/{id}/journey",
            Scope.READ,
            BodyKind.NONE,
            by(LiveGeneration::journeys)),
        route("PUT", "/v1/documents/{id}", Scope.PUBLISH, BodyKind.BYTES, publish::put),
        route("DELETE", "/v1/documents/{id}", Scope.PUBLISH, BodyKind.NONE, publish::delete),
        route("POST", "/v1/documents/{id}/erasure", Scope.PUBLISH, BodyKind.JSON, erasure),
        route("GET", LETTERS, Scope.ADMIN, BodyKind.NONE, letters::list),
        route("POST", LETTERS + "/replay", Scope.ADMIN, BodyKind.JSON, letters::replay),
        route("GET", LETTERS + "/{position}", Scope.ADMIN, BodyKind.NONE, letters::get),
        route("GET", LETTERS + "/{position}/bytes", Scope.ADMIN, BodyKind.NONE, letters::bytes),
        route("DELETE", LETTERS + "/{position}", Scope.ADMIN, BodyKind.NONE, letters::drop),
        route("GET", GENERATIONS, Scope.ADMIN, BodyKind.NONE, all::list),
        route("POST", GENERATIONS, Scope.ADMIN, BodyKind.JSON, all::build),
        route("DELETE", GENERATIONS + "/{name}", Scope.ADMIN, BodyKind.NONE, all::drop),
        route("POST", GENERATIONS + "/{name}/serve", Scope.ADMIN, BodyKind.NONE, all::serve),
        route("POST", GENERATIONS + "/{name}/comparison", Scope.ADMIN, BodyKind.JSON, all::compare),
        route("GET", "/v1/verify", Scope.ADMIN, BodyKind.NONE, verification::report),
        route("POST", "/v1/verify", Scope.ADMIN, BodyKind.JSON, verification::verify),
        route("GET", "/v1/quality", Scope.ADMIN, BodyKind.NONE, reevaluation::report),
        route("DELETE", "/v1/quality/baseline", Scope.ADMIN, BodyKind.NONE, reevaluation::forget),
        route("GET", "/v1/freshness", Scope.READ, BodyKind.NONE, by(g -> g.freshness()::handle)),
        route("POST", "/mcp", Scope.READ, BodyKind.JSON, audit.whereAsked("mcp", mcp)),
        route("GET", "/v1/audit", Scope.ADMIN, BodyKind.NONE, audit::list),
        route("POST", "/v1/feedback", Scope.READ, BodyKind.JSON, feedback),
        route("GET", "/v1/watch", Scope.READ, BodyKind.NONE, watches::watch),
        route("POST", "/v1/watches", Scope.READ, BodyKind.JSON, watches::register),
        route("GET", "/v1/watches", Scope.READ, BodyKind.NONE, watches::list),
        route("DELETE", "/v1/watches/{id}", Scope.READ, BodyKind.NONE, watches::remove),
        route("GET", "/v1/flow", Scope.READ, BodyKind.NONE, by(g -> g.flow()::handle)),
        Route.known("/v1/me", callers::me),
        route("GET", "/v1/access", Scope.ADMIN, BodyKind.NONE, callers::list),
        route("GET", "/v1/diagnosis", Scope.ADMIN, BodyKind.NONE, diagnosis),
        Route.open("/health/live", _ -> Health.reply(Checks.live())),
        Route.open("/health/ready", _ -> Health.reply(checks.ready())),
        Route.open("/metrics", request -> Health.metrics(request, telemetry)),
        Route.open("/v1/dashboard", dashboard::handle),
        Route.open("/openapi.json", _ -> contract.reply()));
  }

  private Handler by(Function<LiveGeneration, Handler> which) {
    return generations.by(which);
  }

  private static Route route(
      String method, String template, Scope scope, BodyKind body, Handler handler) {
    return new Route(method, template, Optional.of(scope), body, handler);
  }
}
