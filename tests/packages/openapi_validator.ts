// Checks that the description of the HTTP API is valid OpenAPI.
export { Validator } from "npm:@seriousme/openapi-schema-validator@2.11.0";
