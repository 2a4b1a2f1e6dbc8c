// One WebSocket for news, one request at a time for wishes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/octoprint_backend.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "client/file_list.hpp"
#include "client/gcode_words.hpp"
#include "client/json_text.hpp"
#include "client/marlin_line.hpp"
#include "client/moments.hpp"
#include "client/octoprint_status.hpp"
#include "client/told_settings.hpp"

namespace escapement::client {

namespace {

using base::Value;

constexpr base::Seconds request_period{0.05};

std::string object(std::initializer_list<std::pair<const char*, Value>> entries) {
    Value table{Value::Table{}};
    for (const auto& [key, value] : entries) table[key] = value;
    return to_json(table);
}

// Why a request was refused, in the server's words if it has any.
std::string refusal_of(const HttpAnswer& answer) {
    if (answer.status >= 200 && answer.status < 300) return {};
    if (answer.status == 401 || answer.status == 403)
        return "OctoPrint refuses; is the API key right (--api-key)?";
    const auto body = parse_json(answer.body);
    const auto words = body ? text_in(below(&*body, "error")) : std::nullopt;
    return words.value_or("OctoPrint refuses (" + std::to_string(answer.status) + ")");
}

// Answers to polling, and a bare "ok".
bool is_routine(const MarlinLine& line) {
    if (line.temperatures || line.wait || line.busy || line.card_bytes) return true;
    return line.card == CardNews::idle || (line.ok && line.text.empty());
}

// What follows one of these marks: OctoPrint 2 has others than those before it.
std::optional<std::string> behind_mark(const std::string& line,
                                       std::initializer_list<std::string_view> marks) {
    for (const auto mark : marks)
        if (line.starts_with(mark)) return line.substr(mark.size());
    return std::nullopt;
}

}  // namespace

OctoPrintBackend::OctoPrintBackend(Network& network, Address address, std::string api_key)
    : network_(network), address_(std::move(address)), api_key_(std::move(api_key)) {
    snapshot_.abilities = {.files = true, .console = true, .babystep = true};
    snapshot_.dialect = Dialect::marlin;
    snapshot_.machine = "OctoPrint";
    snapshot_.where = "http://" + address_.text();
}

// --- The connection.

void OctoPrintBackend::disconnect() {
    wanted_ = false;
    lose("disconnected");
    set_link(Link::closed, {});
    snapshot_.was_online = false;
}

void OctoPrintBackend::set_link(Link link, std::string trouble) {
    change_link(snapshot_, events_, link, std::move(trouble));
}

void OctoPrintBackend::lose(const std::string& why) {
    push_.reset();
    exchange_.reset();
    logging_in_ = false;
    for (auto& waiting : std::exchange(waiting_, {}))
        if (waiting.answer) waiting.answer(nullptr, "the connection was lost");
    open_at_ = after(now_, back_off_);
    back_off_ = std::min(2.0 * back_off_, most_back_off);
    if (wanted_) set_link(Link::opening, why);
}

void OctoPrintBackend::log_in() {
    logging_in_ = true;
    set_link(Link::opening, snapshot_.trouble);
    request({"POST", "/api/login", object({{"passive", true}}), api_key_},
            [this](const HttpAnswer* answer, const std::string& error) {
                if (!wanted_ || !logging_in_) return;
                snapshot_.refused = answer != nullptr && !error.empty();
                if (!error.empty()) return lose(error);
                const auto body = parse_json(answer->body);
                const auto session = body ? text_in(below(&*body, "session")) : std::nullopt;
                const auto name = body ? text_in(below(&*body, "name")) : std::nullopt;
                snapshot_.refused = !session;
                if (!session)
                    return lose(snapshot_.where + ": OctoPrint wants an API key (--api-key)");
                open_push(name.value_or("") + ":" + *session);
            });
}

void OctoPrintBackend::open_push(const std::string& session) {
    logging_in_ = false;
    session_ = session;
    push_ = network_.connect(address_);
    reader_ = {};
    unsent_ = upgrade_request({address_.text(), "/sockjs/websocket", api_key_});
    heard_at_ = now_;
}

void OctoPrintBackend::poll(base::HostTime now) {
    now_ = now;
    if (!wanted_) return;
    go_on_with_stops(now);
    if (!push_ && !logging_in_ && now >= open_at_) log_in();
    go_on_with_requests(now);
    if (!push_) return;
    read_push(now);
    if (!push_) return;
    if (now >= after(heard_at_, lost_after)) return lose(snapshot_.where + ": silent for 30 s");
    const auto count =
        push_->write({reinterpret_cast<const std::uint8_t*>(unsent_.data()), unsent_.size()});
    unsent_.erase(0, count);
    if (const auto failure = push_->failure(); !failure.empty()) lose(failure);
}

base::HostTime OctoPrintBackend::next_wake() const {
    if (!wanted_) return base::HostTime::max();
    if (!stops_.empty() || exchange_ || !waiting_.empty() || !unsent_.empty() ||
        (push_ && !reader_.agreed()))
        return after(now_, request_period);
    return push_ ? after(heard_at_, lost_after) : open_at_;
}

void OctoPrintBackend::read_push(base::HostTime now) {
    std::array<std::uint8_t, 16384> buffer{};
    while (const auto count = push_->read(buffer)) {
        heard_at_ = now;
        const bool before = reader_.agreed();
        reader_.add({reinterpret_cast<const char*>(buffer.data()), count});
        while (push_) {
            const auto message = reader_.next();
            if (!message) return lose(snapshot_.where + ": " + message.error().what);
            if (!*message) break;
            if ((*message)->opcode == Opcode::text) hear((*message)->payload);
            if ((*message)->opcode == Opcode::ping)
                unsent_ += client_frame(Opcode::pong, (*message)->payload);
            if ((*message)->opcode == Opcode::close)
                return lose(snapshot_.where + ": closed by the server");
        }
        if (!before && reader_.agreed())
            unsent_ += client_frame(Opcode::text, object({{"auth", session_}}));
        if (count < buffer.size()) return;
    }
}

// --- News.

void OctoPrintBackend::hear(const std::string& text) {
    const auto message = parse_json(text);
    if (!message) return;
    const auto* connected = below(&*message, "connected");
    if (const auto version = text_in(below(connected, "version")))
        snapshot_.firmware = "OctoPrint " + *version;
    if (const auto* event = below(&*message, "event")) hear_event(*event);
    for (const char* kind : {"history", "current"}) {
        const auto* told = below(&*message, kind);
        if (!told) continue;
        take_octoprint(*told, snapshot_, outcome_);
        hear_logs(*told);
        if (snapshot_.link == Link::online) continue;
        back_off_ = base::Seconds(1.0);
        snapshot_.was_online = true;
        set_link(Link::online, {});
        events_.add({Event::Kind::notice, "online: " + snapshot_.where});
    }
    events_.note_change();
}

// News may still say for a moment that it prints, and later does not say how that ended.
void OctoPrintBackend::hear_event(const Value& event) {
    if (text_in(below(&event, "type")) == "PrintStarted") outcome_.reset();
    const auto outcome = octoprint_outcome(event);
    if (!outcome) return;
    outcome_ = outcome;
    if (!snapshot_.job) return;
    snapshot_.job->state = *outcome;
    if (*outcome == JobState::finished) snapshot_.job->progress = 1.0;
    const auto* payload = below(&event, "payload");
    if (*outcome == JobState::failed)
        snapshot_.job->trouble = text_in(below(payload, "error")).value_or("");
}

void OctoPrintBackend::hear_logs(const Value& current) {
    const auto* logs = below(&current, "logs");
    const auto* lines = logs ? logs->as<Value::List>() : nullptr;
    if (!lines) return;
    for (const auto& entry : *lines) {
        const auto line = text_in(&entry).value_or("");
        if (const auto sent = behind_mark(line, {"Send: ", ">>> "}))
            hear_sent(*sent);
        else if (const auto heard = behind_mark(line, {"Recv: ", "<<< "}))
            hear_answer(*heard);
        else if (!line.empty())
            events_.add({Event::Kind::notice, line});
    }
}

void OctoPrintBackend::hear_answer(const std::string& text) {
    const auto line = parse_marlin_line(text);
    if (line.position) snapshot_.position = *line.position;
    if (line.feed_rate) snapshot_.feed_rate = line.feed_rate;
    if (line.flow) snapshot_.flow = line.flow;
    events_.add({Event::Kind::heard, text, 0, is_routine(line)});
}

// Lines of the file that is printed are told as well, with their numbers.
void OctoPrintBackend::hear_sent(const std::string& line) {
    const bool numbered =
        line.size() > 1 && line[0] == 'N' && std::isdigit(static_cast<unsigned char>(line[1]));
    const auto blank = numbered ? line.find(' ') : std::string::npos;
    auto bare = line.substr(blank == std::string::npos ? 0 : blank + 1);
    if (numbered) bare.erase(std::min(bare.rfind('*'), bare.size()));
    note_told_factors(snapshot_, bare);
    const bool polling = is_command(bare, "M105") || is_command(bare, "M27");
    const bool printing = snapshot_.job && is_busy(*snapshot_.job);
    events_.add({Event::Kind::sent, bare, 0, polling || (numbered && printing)});
}

// --- Requests and wishes.

void OctoPrintBackend::request(HttpRequest request, Answer answer) {
    if (waiting_.size() >= max_waiting) return answer(nullptr, "too much is waiting already");
    waiting_.push_back({std::move(request), std::move(answer)});
}

void OctoPrintBackend::go_on_with_requests(base::HostTime now) {
    if (waiting_.empty()) return;
    if (!exchange_)
        exchange_ = std::make_unique<HttpExchange>(network_, address_, waiting_.front().request);
    const auto answer = exchange_->poll(now);
    if (!answer) return;
    exchange_.reset();
    const auto told = std::move(waiting_.front().answer);
    waiting_.pop_front();
    if (!*answer) return told(nullptr, answer->error().what);
    told(&**answer, refusal_of(**answer));
}

// Whether or not the server is known to listen, for nothing is lost by trying.
void OctoPrintBackend::stop_everything(Ticket ticket) {
    if (stops_.size() >= max_stops) return finish(ticket, "too much is waiting already");
    auto wish = request_for(EmergencyStop{});
    wish.api_key = api_key_;
    stops_.try_emplace(ticket, network_, address_, wish);
    go_on_with_stops(now_);
}

void OctoPrintBackend::go_on_with_stops(base::HostTime now) {
    for (auto stop = stops_.begin(); stop != stops_.end();) {
        const auto answer = stop->second.poll(now);
        if (answer) finish(stop->first, *answer ? refusal_of(**answer) : answer->error().what);
        stop = answer ? stops_.erase(stop) : std::next(stop);
    }
}

void OctoPrintBackend::finish(Ticket ticket, const std::string& error) {
    events_.add({Event::Kind::done, error, ticket});
}

HttpRequest OctoPrintBackend::request_for(const Command& command) const {
    const auto job = [](std::initializer_list<std::pair<const char*, Value>> entries) {
        return HttpRequest{"POST", "/api/job", object(entries), {}};
    };
    if (std::holds_alternative<Pause>(command))
        return job({{"command", "pause"}, {"action", "pause"}});
    if (std::holds_alternative<Resume>(command))
        return job({{"command", "pause"}, {"action", "resume"}});
    if (std::holds_alternative<Cancel>(command)) return job({{"command", "cancel"}});
    if (std::holds_alternative<ListFiles>(command))
        return {"GET", "/api/files?recursive=true", {}, {}};
    if (const auto* file = std::get_if<StartFile>(&command))
        return {"POST",
                "/api/files/" + url_path(file->path),
                object({{"command", "select"}, {"print", true}}),
                {}};
    Value::List lines;
    for (const auto& line : gcode_for(command, snapshot_)) lines.emplace_back(line);
    return {"POST", "/api/printer/command", object({{"commands", Value(lines)}}), {}};
}

Ticket OctoPrintBackend::submit(const Command& command) {
    const Ticket ticket = ++last_ticket_;
    if (wanted_ && client::stops_everything(command)) {
        stop_everything(ticket);
        return ticket;
    }
    if (snapshot_.link != Link::online) {
        finish(ticket, "there is no printer online");
        return ticket;
    }
    if (std::holds_alternative<StreamFile>(command)) {
        finish(ticket, "this printer prints files of its server; upload it there");
        return ticket;
    }
    auto wish = request_for(command);
    wish.api_key = api_key_;
    request(std::move(wish),
            [this, ticket, command](const HttpAnswer* answer, const std::string& error) {
                if (error.empty()) {
                    if (std::holds_alternative<ListFiles>(command))
                        if (const auto body = parse_json(answer->body))
                            keep_newest(octoprint_files(*body), snapshot_);
                    for (const auto& line : gcode_for(command, snapshot_))
                        note_told_factors(snapshot_, line);
                    if (const auto* step = std::get_if<Babystep>(&command))
                        snapshot_.babystep = snapshot_.babystep.value_or(0.0) + step->mm;
                    if (std::holds_alternative<ResetBabystep>(command)) snapshot_.babystep = 0.0;
                }
                events_.note_change();
                finish(ticket, error);
            });
    return ticket;
}

}  // namespace escapement::client
